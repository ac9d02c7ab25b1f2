/** Scripts of the sample district: our own writing, for the two segments that are spoken in the studio. */
export type SampleText = {
  readonly title: string
  readonly field: string
  readonly references: readonly string[]
  readonly body: string
}

const script = (title: string, field: string, references: readonly string[], ...paragraphs: string[]): SampleText => ({
  title,
  field,
  references,
  body: [`# ${title}`, ...paragraphs].join('\n\n'),
})

const PLAN = 'Kế hoạch 424/KH-UBND'

/** One a week from the end of June 2020 to the end of September 2020: fifteen. */
export const reform2020: readonly SampleText[] = [
  script(
    'Mở chuyên mục: vì sao phải cải cách hành chính',
    'Chỉ đạo, điều hành',
    [PLAN],
    'PTV 1: Kính chào quý vị và bà con. Từ tuần này, chuyên mục Cải cách hành chính sẽ đến với bà con vào mỗi chiều thứ Tư.',
    'PTV 2: Cải cách hành chính, nói cho gọn, là làm sao để người dân đi một lần, nộp một bộ giấy tờ và nhận đúng một ngày hẹn.',
    'PTV 1: Bà con có điều gì chưa rõ, xin gửi về đài truyền thanh xã, chúng tôi sẽ trả lời trong những kỳ sau.',
  ),
  script(
    'Một cửa là gì, một cửa ở đâu',
    'Thủ tục hành chính',
    [PLAN],
    'PTV 1: Khi cần làm giấy tờ, bà con chỉ cần đến **bộ phận một cửa** của ủy ban nhân dân xã.',
    'PTV 2: Ở đó có bảng niêm yết từng thủ tục: cần giấy gì, lệ phí bao nhiêu, mấy ngày có kết quả.',
    '- Nhận số thứ tự\n- Nộp hồ sơ, kiểm tra tại chỗ\n- Lấy giấy hẹn\n- Nhận kết quả đúng ngày',
    'PTV 1: Nếu hồ sơ còn thiếu, cán bộ phải hướng dẫn một lần cho đủ, không để bà con đi lại nhiều lần.',
  ),
  script(
    'Đăng ký khai sinh: ba việc làm cùng một lúc',
    'Hộ tịch',
    [PLAN],
    'PTV 1: Nhà có thêm em bé, cha mẹ thường phải lo ba việc: khai sinh, nhập hộ khẩu và thẻ bảo hiểm y tế.',
    'PTV 2: Nay cả ba việc được làm liên thông. Bà con nộp một bộ hồ sơ tại xã, không phải đi từng nơi.',
    'PTV 1: Giấy tờ cần có: giấy chứng sinh, giấy tờ tùy thân của cha mẹ và sổ hộ khẩu.',
  ),
  script(
    'Chứng thực bản sao: không cần về nơi thường trú',
    'Tư pháp',
    [PLAN],
    'PTV 1: Bác Năm ở Quơn Long hỏi: muốn chứng thực bản sao bằng tốt nghiệp của con thì đến đâu?',
    'PTV 2: Thưa bác, bác đến bất kỳ ủy ban nhân dân xã, thị trấn nào cũng được, mang theo bản chính.',
    'PTV 1: Thường thì trong ngày là xong. Nộp sau mười lăm giờ thì có thể nhận vào ngày làm việc kế tiếp.',
  ),
  script(
    'Nộp hồ sơ qua mạng ngay tại nhà',
    'Chính quyền điện tử',
    [PLAN],
    'PTV 1: Nhiều thủ tục nay nộp được qua mạng, bằng máy tính hoặc điện thoại.',
    'PTV 2: Bà con cần một số điện thoại chính chủ để nhận mã xác nhận, và ảnh chụp rõ các giấy tờ.',
    'PTV 1: Ai chưa quen, cán bộ một cửa và các bạn đoàn viên sẽ làm cùng bà con lần đầu.',
  ),
  script(
    'Xin lỗi khi trễ hẹn: quyền của người dân',
    'Thủ tục hành chính',
    [PLAN],
    'PTV 1: Hồ sơ trễ hẹn thì cơ quan phải làm gì? Câu trả lời là: phải có thư xin lỗi.',
    'PTV 2: Trong thư phải nói rõ lý do và ngày hẹn mới. Ngày hẹn mới chỉ được đưa ra một lần.',
    'PTV 1: Bà con cứ giữ giấy hẹn. Đó là căn cứ để hỏi.',
  ),
  script(
    'Góp ý bằng phiếu hài lòng',
    'Chỉ đạo, điều hành',
    [PLAN],
    'PTV 1: Ở quầy một cửa có một chiếc hộp và những tấm phiếu nhỏ. Đó là phiếu đo sự hài lòng.',
    'PTV 2: Bà con đánh dấu vào ô của mình: thái độ, thời gian, sự rõ ràng. Không cần ghi tên.',
    'PTV 1: Phiếu được đếm mỗi tháng, và kết quả được đọc trên đài.',
  ),
  script(
    'Hộ kinh doanh: đăng ký nhanh, khởi sự sớm',
    'Đăng ký kinh doanh',
    [PLAN],
    'PTV 1: Chị Hoa ở Mỹ Tịnh An muốn mở tiệm thanh long sấy. Chị phải bắt đầu từ đâu?',
    'PTV 2: Chị nộp giấy đề nghị đăng ký hộ kinh doanh cùng bản sao giấy tờ tùy thân. Ba ngày làm việc là có kết quả.',
    'PTV 1: Lệ phí được niêm yết công khai, ngoài mức đó không phải trả thêm khoản nào.',
  ),
  script(
    'Đất đai: hỏi trước cho khỏi đi nhiều lần',
    'Đất đai',
    [PLAN],
    'PTV 1: Thủ tục đất đai là việc bà con hỏi nhiều nhất.',
    'PTV 2: Trước khi đi, xin bà con gọi số của bộ phận một cửa để hỏi giấy tờ cần có cho đúng trường hợp của mình.',
    '- Giấy chứng nhận đã cấp\n- Giấy tờ tùy thân\n- Hợp đồng đã công chứng, nếu chuyển nhượng hay tặng cho',
  ),
  script(
    'Ngày Quốc khánh và lời hứa phục vụ',
    'Chỉ đạo, điều hành',
    [PLAN],
    'PTV 1: Nhân ngày Quốc khánh mồng hai tháng Chín, chúng tôi đến thăm bộ phận một cửa của thị trấn Chợ Gạo.',
    'PTV 2: Trên tường có dòng chữ: “Bốn xin, bốn luôn”. Xin chào, xin lỗi, xin cảm ơn, xin phép; luôn mỉm cười, luôn nhẹ nhàng, luôn thấu hiểu, luôn giúp đỡ.',
    'PTV 1: Lời hứa ấy, mời bà con cùng theo dõi.',
  ),
  script(
    'Chi trả trợ cấp qua bưu điện và tài khoản',
    'Lao động, xã hội',
    [PLAN],
    'PTV 1: Từ nay người nhận trợ cấp hằng tháng có thể chọn: nhận tại bưu điện, tại nhà, hay qua tài khoản.',
    'PTV 2: Ai già yếu, không đi lại được, nhân viên bưu điện sẽ đến tận nhà.',
    'PTV 1: Bà con đăng ký một lần tại xã, không tốn phí.',
  ),
  script(
    'Cán bộ xã học cách lắng nghe',
    'Đội ngũ cán bộ, công chức',
    [PLAN],
    'PTV 1: Trong tuần qua, cán bộ mười chín xã, thị trấn đã dự lớp tập huấn về tiếp dân.',
    'PTV 2: Bài học đầu tiên không phải là luật, mà là nghe hết câu rồi mới trả lời.',
    'PTV 1: Bà con thấy có thay đổi gì, xin gọi về đài để chúng tôi ghi lại.',
  ),
  script(
    'Bỏ bớt giấy tờ: những gì không còn phải nộp',
    'Cải cách thể chế',
    [PLAN],
    'PTV 1: Có những giấy tờ trước đây phải nộp mà nay không cần nữa.',
    'PTV 2: Khi cơ quan nhà nước đã có thông tin trong dữ liệu của mình thì không được yêu cầu bà con nộp lại.',
    'PTV 1: Nếu bị yêu cầu, bà con có quyền hỏi: quy định ở văn bản nào?',
  ),
  script(
    'Hỏi đáp cùng bộ phận một cửa',
    'Thủ tục hành chính',
    [PLAN],
    'PTV 1: Kỳ này chúng tôi trả lời ba câu hỏi của bà con ở Bình Ninh, Song Bình và Xuân Đông.',
    'PTV 2: Câu thứ nhất: làm mất giấy hẹn thì sao? Bà con mang giấy tờ tùy thân đến, cán bộ tra trong sổ.',
    'PTV 1: Câu thứ hai: nhờ người khác nhận thay được không? Được, cần có giấy ủy quyền.',
  ),
  script(
    'Nhìn lại một quý trên sóng',
    'Chỉ đạo, điều hành',
    [PLAN],
    'PTV 1: Ba tháng qua, chuyên mục đã lên sóng đều đặn trên đài huyện và mười chín đài xã, thị trấn.',
    'PTV 2: Câu hỏi của bà con nhiều nhất là về đất đai, hộ tịch và bảo hiểm y tế.',
    'PTV 1: Quý tới, chuyên mục sẽ đi sâu vào những việc ấy. Xin cảm ơn bà con đã lắng nghe.',
  ),
]

/** The weeks around today: the newest last. Work on them stands in every state. */
export const reformToday: readonly SampleText[] = [
  script(
    'Chính quyền hai cấp: việc nào đến đâu',
    'Chỉ đạo, điều hành',
    ['Nghị quyết 1663/NQ-UBTVQH15'],
    'PTV 1: Từ khi không còn cấp huyện, nhiều bà con hỏi: việc trước đây làm ở huyện, nay làm ở đâu?',
    'PTV 2: Phần lớn đã về xã. Trung tâm phục vụ hành chính công của xã nhận cả những hồ sơ ấy.',
    'PTV 1: Còn phân vân, bà con cứ đến xã gần nhất, cán bộ sẽ chỉ rõ.',
  ),
  script(
    'Sáp nhập xã: giấy tờ cũ vẫn dùng được',
    'Hộ tịch',
    ['Nghị quyết 1663/NQ-UBTVQH15'],
    'PTV 1: Xã mới, tên mới. Vậy giấy tờ ghi tên xã cũ có phải đổi không?',
    'PTV 2: Không bắt buộc. Giấy tờ còn thời hạn vẫn dùng như trước. Khi nào bà con cần thì đổi, và không mất phí.',
    'PTV 1: Xin đừng nghe người lạ bảo phải nộp tiền để đổi gấp.',
  ),
  script(
    'Định danh điện tử: mở một cửa bằng điện thoại',
    'Chính quyền số',
    ['Đề án 06'],
    'PTV 1: Tài khoản định danh mức hai giúp bà con nộp hồ sơ mà không phải mang theo nhiều giấy tờ.',
    'PTV 2: Bà con đến công an xã một lần để làm. Sau đó giữ kỹ mật khẩu, không đọc mã xác nhận cho ai.',
    'PTV 1: Người lớn tuổi có thể nhờ con cháu cùng đi.',
  ),
  script(
    'Trả kết quả tại nhà qua bưu chính',
    'Thủ tục hành chính',
    [PLAN],
    'PTV 1: Ở xa trung tâm xã, bà con có thể nhận kết quả tại nhà.',
    'PTV 2: Khi nộp hồ sơ, bà con đánh dấu vào ô nhận qua bưu chính. Cước phí được niêm yết.',
    'PTV 1: Bưu tá giao tận tay và có ký nhận.',
  ),
  script(
    'Phản ánh, kiến nghị: nói ở đâu để có người nghe',
    'Chỉ đạo, điều hành',
    [PLAN],
    'PTV 1: Có điều chưa vừa ý, bà con nói ở đâu?',
    'PTV 2: Có ba cách: hộp thư tại xã, số điện thoại đường dây nóng, và cổng phản ánh trên mạng.',
    'PTV 1: Mỗi phản ánh có một mã số. Giữ mã ấy, bà con xem được việc của mình đã đến đâu.',
  ),
  script(
    'Chuẩn bị hồ sơ cuối năm: đừng để nước đến chân',
    'Thủ tục hành chính',
    [PLAN],
    'PTV 1: Cuối năm, quầy một cửa thường đông. Bà con nên làm sớm những việc có thể làm.',
    'PTV 2: Buổi sáng thứ Hai và chiều thứ Sáu đông nhất; giữa tuần thì vắng hơn.',
    'PTV 1: Gọi hỏi trước, mang đủ giấy tờ, đi một lần là xong.',
  ),
]

export const farming: readonly SampleText[] = [
  script(
    'Thanh long vào vụ nghịch: chong đèn đúng cách',
    'Nông nghiệp',
    [],
    'PTV 1: Bước vào vụ nghịch, bà con trồng thanh long Chợ Gạo bắt đầu chong đèn.',
    'PTV 2: Mỗi đêm từ tám đến mười giờ, liền trong mười lăm đến hai mươi đêm, tùy tuổi cây.',
    'PTV 1: Nhớ kiểm tra dây điện trước mỗi mùa, tránh chập cháy khi trời mưa.',
  ),
  script(
    'Giữ nước ngọt trong mương vườn mùa hạn mặn',
    'Nông nghiệp',
    [],
    'PTV 1: Mùa khô đang đến gần. Bà con nên gia cố bờ bao và nạo vét mương từ bây giờ.',
    'PTV 2: Đo độ mặn trước khi lấy nước. Trên một phần nghìn thì không tưới cho cây ăn trái.',
    'PTV 1: Phủ gốc bằng rơm, lục bình để giữ ẩm.',
  ),
]

export const law: readonly SampleText[] = [
  script(
    'Lừa đảo qua điện thoại: ba dấu hiệu',
    'Pháp luật',
    [],
    'PTV 1: Người tự xưng là cán bộ, giọng gấp gáp, đòi chuyển tiền: đó là ba dấu hiệu của lừa đảo.',
    'PTV 2: Cơ quan nhà nước không giải quyết công việc bằng cách bắt chuyển tiền qua điện thoại.',
    'PTV 1: Gặp cuộc gọi như vậy, bà con hãy cúp máy và báo công an xã.',
  ),
  script(
    'Hòa giải ở ấp: chuyện nhỏ không thành chuyện lớn',
    'Pháp luật',
    [],
    'PTV 1: Hai nhà tranh nhau một hàng dừa ranh đất. Tổ hòa giải của ấp đã vào cuộc.',
    'PTV 2: Sau hai buổi ngồi lại, đôi bên cùng đo, cùng cắm mốc và bắt tay nhau.',
    'PTV 1: Hòa giải thành được lập biên bản, có giá trị để đôi bên làm theo.',
  ),
]
